import { Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { KeyboardEvent, RefObject } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { words } from '../words';
import classes from './Search.module.css';

/** Filters the list on screen; on any other page it looks through the stores. The text lives in the address, so a view can be sent. */
export function Search({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const [path, navigate] = useLocation();
  const [parameters, setParameters] = useSearchParams();
  const onList = path === '/' || path === '/sensors';
  const what = path === '/sensors' ? words().search.sensors : words().search.stores;

  function look(text: string) {
    if (!onList) return navigate(`/?${new URLSearchParams({ q: text }).toString()}`);
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        if (text) next.set('q', text);
        else next.delete('q');
        return next;
      },
      { replace: true },
    );
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Escape') {
      if (onList) look('');
      event.currentTarget.blur();
    } else if (event.key === 'Enter') {
      document.querySelector<HTMLAnchorElement>('[data-search-result] a')?.click();
    }
  }

  return (
    <TextInput
      ref={inputRef}
      className={classes.search}
      wrapperProps={{ 'data-on-list': onList }}
      type="search"
      aria-label={what}
      placeholder={what}
      size="md"
      leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
      rightSection={<Kbd className={classes.key} aria-hidden>/</Kbd>}
      value={onList ? (parameters.get('q') ?? '') : ''}
      onChange={(event) => look(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      data-testid="search"
    />
  );
}
