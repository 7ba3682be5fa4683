import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconCircleDashed, type Icon } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { Tone } from '../logic/health';
import classes from './ToneNote.module.css';

const ICONS: Record<Tone, Icon> = {
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  critical: IconAlertOctagon,
  muted: IconCircleDashed,
};

/** An icon and words; colour only for what needs a look. */
export function ToneNote({ tone, children, badge = false }: { tone: Tone; children: ReactNode; badge?: boolean }) {
  const Icon = ICONS[tone];
  return (
    <span className={classes.note} data-tone={tone} data-badge={badge}>
      <Icon size={16} stroke={1.9} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

/** The same of a plain text, which is only drawn when it says something else. */
export const ToneText = memo(function ToneText({ tone, text, badge = false }: { tone: Tone; text: string; badge?: boolean }) {
  return <ToneNote tone={tone} badge={badge}>{text}</ToneNote>;
});
