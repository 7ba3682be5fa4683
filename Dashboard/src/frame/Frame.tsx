import { useDisclosure } from '@mantine/hooks';
import { useCallback, useRef, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { words } from '../words';
import classes from './Frame.module.css';
import { Header } from './Header';
import { Rail } from './Rail';
import { ShortcutsHelp } from './ShortcutsHelp';
import { useShortcuts } from './useShortcuts';

export function Frame({ onSignOut, children }: { onSignOut: () => void; children: ReactNode }) {
  const [, navigate] = useLocation();
  const [helpOpen, help] = useDisclosure(false);
  const search = useRef<HTMLInputElement>(null);

  useShortcuts({
    '/': useCallback(() => search.current?.focus(), []),
    'g f': useCallback(() => navigate('/'), [navigate]),
    'g n': useCallback(() => navigate('/analytics'), [navigate]),
    'g a': useCallback(() => navigate('/alerts'), [navigate]),
    'g s': useCallback(() => navigate('/sensors'), [navigate]),
    'g t': useCallback(() => navigate('/settings'), [navigate]),
    '?': help.open,
  });

  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>{words().frame.skip}</a>
      <Rail />
      <Header searchRef={search} onHelp={help.open} onSignOut={onSignOut} />
      <main id="content" className={classes.content} tabIndex={-1}>{children}</main>
      <ShortcutsHelp opened={helpOpen} onClose={help.close} />
    </div>
  );
}
