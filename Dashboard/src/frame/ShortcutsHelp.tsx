import { Kbd, Modal } from '@mantine/core';
import { words } from '../words';
import classes from './ShortcutsHelp.module.css';

export function ShortcutsHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const w = words().shortcuts;
  const shortcuts: [string[], string][] = [
    [['/'], w.search],
    [['Enter'], w.first],
    [['Esc'], w.leave],
    [['g', 'f'], w.fleet],
    [['g', 'n'], w.analytics],
    [['g', 'a'], w.alerts],
    [['g', 's'], w.sensors],
    [['g', 't'], w.settings],
    [['w'], w.wall],
    [['a'], w.acknowledge],
    [['?'], w.help],
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={w.title} centered closeButtonProps={{ 'aria-label': words().common.close }}>
      <dl className={classes.list}>
        {shortcuts.map(([keys, does]) => (
          <div key={does}>
            <dt>{keys.map((key) => <Kbd key={key} size="md">{key}</Kbd>)}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
