import { useId, type ReactNode } from 'react';
import classes from './Card.module.css';

interface Props {
  title: string;
  /** A line below the title. */
  note?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
  testId?: string;
}

/** One part of a page with its name. */
export function Card({ title, note, tools, children, testId }: Props) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id} data-testid={testId}>
      <div className={classes.head}>
        <div><h2 id={id}>{title}</h2>{note && <p>{note}</p>}</div>
        {tools}
      </div>
      {children}
    </section>
  );
}
