/** The one place that talks HTTP to the server. */

interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  trace_id?: string;
}

export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came at all. */
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export type Query = Record<string, string | number | undefined | null>;

const TIMEOUT_MS = 20_000;

export class ApiClient {
  constructor(
    private readonly token: string,
    /** Called when the server no longer accepts the token. */
    private readonly onUnauthorized: () => void = () => undefined,
  ) {}

  async get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    const response = await this.fetch(path + queryString(query), signal);
    if (response.status === 401) this.onUnauthorized();
    if (!response.ok) throw new ApiError(response.status, await problemText(response));
    return (await response.json()) as T;
  }

  private async fetch(url: string, signal?: AbortSignal): Promise<Response> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(url, {
        headers: { Authorization: `Bearer ${this.token}`, Accept: 'application/json' },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiError(0, 'The server did not answer. Check the network; this page tries again by itself.');
    }
  }
}

function queryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

async function problemText(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as Problem;
    return problem.detail ?? problem.title ?? `The server answered ${response.status}.`;
  } catch {
    return `The server answered ${response.status}.`;
  }
}
