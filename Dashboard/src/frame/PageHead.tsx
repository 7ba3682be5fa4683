import { Anchor, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './Page.module.css';
import { useTitle } from './useTitle';

interface Props {
  title: string;
  back?: { href: string; label: string } | undefined;
  facts?: ReactNode;
  actions?: ReactNode;
}

/** The top of a page: the way back, its name, a line of facts, and what can be done. */
export function PageHead({ title, back, facts, actions }: Props) {
  useTitle(title);
  return (
    <div className={classes.head}>
      <div>
        {back && <Anchor component={Link} href={back.href} className={classes.back}><IconArrowLeft size={16} aria-hidden /> {back.label}</Anchor>}
        <Title order={1} size="h2" className={classes.title}>{title}</Title>
        {facts && <p className={classes.facts}>{facts}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
