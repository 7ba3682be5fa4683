import { Button, Modal, NativeSelect, NumberInput, PasswordInput, Switch, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useApi } from '../api/context';
import form from '../frame/Form.module.css';
import { FormProblem, fieldError } from '../frame/FormProblem';
import { words } from '../words';
import { deleteChannel, saveChannel } from './calls';
import { alertKeys } from './queries';
import { CHANNEL_TYPES, type Channel, type ChannelType } from './types';

export function ChannelModal({ channel, onClose }: { channel: Channel | null; onClose: () => void }) {
  const w = words().channels;
  const api = useApi();
  const queries = useQueryClient();
  const [name, setName] = useState(channel?.name ?? '');
  const [type, setType] = useState<ChannelType>(channel?.type ?? 'email');
  const [url, setUrl] = useState(channel?.url ?? '');
  const [to, setTo] = useState<string[]>(channel?.to ?? []);
  const [secret, setSecret] = useState('');
  const [rate, setRate] = useState<number | ''>(channel?.rate_per_minute ?? 30);
  const [active, setActive] = useState(channel?.is_active ?? true);
  const mail = type === 'email';
  const done = async () => {
    await queries.invalidateQueries({ queryKey: alertKeys.channels });
    onClose();
  };
  const save = useMutation({
    mutationFn: () => saveChannel(api, channel?.id ?? null, {
      name: name.trim(), type, url: mail ? null : url.trim(), to: mail ? to : null, rate_per_minute: rate === '' ? null : rate, is_active: active, ...(secret ? { secret } : {}),
    }),
    onSuccess: done,
  });
  const remove = useMutation({ mutationFn: () => deleteChannel(api, channel?.id ?? ''), onSuccess: done });

  function submit(event: SubmitEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={channel ? words().rules.editOne(channel.name) : w.add} size="lg" closeButtonProps={{ 'aria-label': words().common.close }}>
      <form className={form.form} onSubmit={submit} data-testid="channel-form">
        <div className={form.grid}>
          <TextInput label={w.name} required maxLength={200} data-autofocus value={name} onChange={(e) => setName(e.currentTarget.value)} error={fieldError(save.error, 'name')} data-testid="channel-name" />
          <NativeSelect label={w.type} value={type} onChange={(e) => setType(e.currentTarget.value as ChannelType)} data={CHANNEL_TYPES.map((value) => ({ value, label: w.types[value] }))} data-testid="channel-type" />
        </div>
        {mail
          ? <TagsInput label={w.to} description={w.toNote} value={to} onChange={setTo} error={fieldError(save.error, 'to')} />
          : <TextInput type="url" label={w.url} required value={url} onChange={(e) => setUrl(e.currentTarget.value)} error={fieldError(save.error, 'url')} data-testid="channel-url" />}
        <div className={form.grid}>
          {type === 'webhook' && <PasswordInput label={w.secret} description={channel?.secret_set ? words().sensorForm.secretKept : w.secretNote} autoComplete="new-password" value={secret} onChange={(e) => setSecret(e.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': words().sensorForm.showSecret }} error={fieldError(save.error, 'secret')} />}
          <NumberInput label={w.rate} min={1} max={600} allowDecimal={false} value={rate} onChange={(value) => setRate(typeof value === 'number' ? value : '')} error={fieldError(save.error, 'rate_per_minute')} />
        </div>
        <Switch label={w.active} checked={active} onChange={(e) => setActive(e.currentTarget.checked)} />
        <FormProblem error={save.error ?? remove.error} />
        <div className={form.actions}>
          <Button type="submit" loading={save.isPending} data-testid="save-channel">{words().common.save}</Button>
          <Button variant="default" onClick={onClose}>{words().common.cancel}</Button>
          {channel && <><span className={form.spring} /><Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>{w.remove}</Button></>}
        </div>
      </form>
    </Modal>
  );
}
