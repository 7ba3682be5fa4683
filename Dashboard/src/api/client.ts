/** The one place that talks HTTP to the server. */
import { words } from '../words';

interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  trace_id?: string;
  errors?: Record<string, string[]> | null;
}

export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came at all. */
    readonly status: number,
    message: string,
    /** What is wrong with each field of a request, by the server's names. */
    readonly fields: Readonly<Record<string, string[]>> = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export type Query = Record<string, string | number | boolean | undefined | null>;

const TIMEOUT_MS = 20_000;

export class ApiClient {
  constructor(
    private readonly token: string,
    /** Called when the server no longer accepts the token. */
    private readonly onUnauthorized: () => void = () => undefined,
  ) {}

  get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
    return this.json<T>(path + queryString(query), { method: 'GET' }, signal);
  }

  /** @param patience For calls that take long because something else is asked meanwhile; milliseconds. */
  post<T>(path: string, body: unknown, patience = TIMEOUT_MS): Promise<T> {
    return this.json<T>(path, withBody('POST', body), undefined, patience);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.json<T>(path, withBody('PATCH', body));
  }

  delete<T>(path: string, query: Query = {}): Promise<T> {
    return this.json<T>(path + queryString(query), { method: 'DELETE' });
  }

  /** Sends a file as it is. */
  put<T>(path: string, body: Blob): Promise<T> {
    return this.json<T>(path, { method: 'PUT', body, headers: { 'Content-Type': body.type } });
  }

  /** A picture or another file; null when there is none. */
  async file(path: string, query: Query = {}, accept = '*/*', signal?: AbortSignal): Promise<Blob | null> {
    try {
      return await (await this.send(path + queryString(query), { method: 'GET', headers: { Accept: accept } }, signal)).blob();
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }

  private async json<T>(url: string, request: RequestInit, signal?: AbortSignal, patience?: number): Promise<T> {
    return (await (await this.send(url, request, signal, patience)).json()) as T;
  }

  private async send(url: string, request: RequestInit, signal?: AbortSignal, patience = TIMEOUT_MS): Promise<Response> {
    const response = await this.fetch(url, request, signal, patience);
    if (response.status === 401) this.onUnauthorized();
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  private async fetch(url: string, request: RequestInit, signal: AbortSignal | undefined, patience: number): Promise<Response> {
    const timeout = AbortSignal.timeout(patience);
    try {
      return await fetch(url, {
        ...request,
        headers: { Accept: 'application/json', ...request.headers, Authorization: `Bearer ${this.token}` },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiError(0, words().problem.noAnswer);
    }
  }
}

function withBody(method: string, body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
}

function queryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

async function problemOf(response: Response): Promise<ApiError> {
  try {
    const problem = (await response.json()) as Problem;
    return new ApiError(response.status, problem.detail ?? problem.title ?? words().problem.status(response.status), problem.errors ?? {});
  } catch {
    return new ApiError(response.status, words().problem.status(response.status));
  }
}
