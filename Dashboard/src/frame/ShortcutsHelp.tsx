import { Kbd, Modal } from '@mantine/core';
import classes from './ShortcutsHelp.module.css';

const SHORTCUTS: [string[], string][] = [
  [['/'], 'Search'],
  [['Enter'], 'In the search: open the first result'],
  [['Esc'], 'Leave and clear the search'],
  [['g', 'f'], 'Go to the fleet'],
  [['g', 's'], 'Go to the sensors'],
  [['?'], 'This help'],
];

export function ShortcutsHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={classes.list}>
        {SHORTCUTS.map(([keys, does]) => (
          <div key={does}>
            <dt>{keys.map((key) => <Kbd key={key} size="md">{key}</Kbd>)}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
