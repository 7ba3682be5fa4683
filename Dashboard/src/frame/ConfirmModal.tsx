import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words';
import classes from './Form.module.css';
import { FormProblem } from './FormProblem';

interface Props {
  opened: boolean;
  title: string;
  /** What will happen, in words. */
  children: ReactNode;
  confirm: string;
  busy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that can't be undone. */
export function ConfirmModal({ opened, title, children, confirm, busy, error, onConfirm, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': words().common.close }}>
      <div className={classes.form}>
        <div>{children}</div>
        <FormProblem error={error} />
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose} data-autofocus>{words().common.cancel}</Button>
          <Button color="red.8" loading={busy} onClick={onConfirm} data-testid="confirm">{confirm}</Button>
        </div>
      </div>
    </Modal>
  );
}
