import { Button, CopyButton, Modal } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import form from '../frame/Form.module.css';
import { ToneNote } from '../frame/ToneNote';
import { words } from '../words';
import classes from './SecretModal.module.css';

/** The one time that a secret is on screen. Only its button closes it: a click beside it would lose the secret. */
export function SecretModal({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const w = words().tokens;
  return (
    <Modal opened={secret !== null} onClose={onClose} title={w.secretTitle} centered size="lg" closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
      <div className={form.form}>
        <ToneNote tone="warning">{w.secretOnce}</ToneNote>
        <code className={classes.secret} data-testid="token-secret">{secret}</code>
        <div className={form.actions}>
          <CopyButton value={secret ?? ''}>
            {({ copied, copy }) => (
              <Button leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} />} onClick={copy} data-autofocus>{copied ? w.copied : w.copy}</Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose} data-testid="secret-kept">{w.kept}</Button>
        </div>
      </div>
    </Modal>
  );
}
