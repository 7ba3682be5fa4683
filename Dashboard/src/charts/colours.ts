/** The chart's colours as the present theme has them. */
export interface Colours {
  entries: string;
  exits: string;
  occupancy: string;
  before: string;
  open: string;
  ink: string;
  soft: string;
  line: string;
  surface: string;
  warning: string;
  heat: string[];
  palette: string[];
}

export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    entries: of('--chart-entries'),
    exits: of('--chart-exits'),
    occupancy: of('--chart-occupancy'),
    before: of('--chart-before'),
    open: of('--chart-open'),
    ink: of('--ink'),
    soft: of('--ink-soft'),
    line: of('--line'),
    surface: of('--surface'),
    warning: of('--warning-fill'),
    heat: [1, 2, 3, 4].map((n) => of(`--chart-heat-${n}`)),
    palette: [1, 2, 3, 4, 5, 6].map((n) => of(`--chart-${n}`)),
  };
}
