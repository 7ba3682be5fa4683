import { ActionIcon, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconDotsVertical, IconKeyboard, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useStores } from '../api/queries';
import { isDemo } from '../logic/attention';
import { words } from '../words';
import { ConnectionState } from './ConnectionState';
import { LanguageItems, LanguageMenu } from './LanguageMenu';
import classes from './Header.module.css';
import { Search } from './Search';

interface Props {
  searchRef: RefObject<HTMLInputElement | null>;
  onHelp: () => void;
  onSignOut: () => void;
}

export function Header({ searchRef, onHelp, onSignOut }: Props) {
  const stores = useStores();
  const w = words().frame;
  return (
    <header className={classes.header}>
      <div className={classes.name}>
        <span>RetailOrleans</span>
        {stores.data?.some(isDemo) && (
          <Tooltip label={w.demoNote}>
            <span className={classes.demo} data-testid="demo-badge">{w.demo}</span>
          </Tooltip>
        )}
      </div>
      <Search inputRef={searchRef} />
      <div className={classes.tools}>
        <ConnectionState />
        <span className={classes.wide}><LanguageMenu /></span>
        <ThemeButton />
        <Menu position="bottom-end" width={230}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={44} aria-label={w.more}><IconDotsVertical size={20} stroke={1.7} /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <div className={classes.narrow}><LanguageItems /><Menu.Divider /></div>
            <Menu.Item leftSection={<IconKeyboard size={18} />} onClick={onHelp}>{words().shortcuts.title}</Menu.Item>
            <Menu.Item leftSection={<IconLogout size={18} />} onClick={onSignOut}>{w.signOut}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </header>
  );
}

function ThemeButton() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={44}
      aria-label={dark ? words().frame.toLight : words().frame.toDark}
      data-testid="theme-button"
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      {dark ? <IconSun size={20} stroke={1.7} /> : <IconMoon size={20} stroke={1.7} />}
    </ActionIcon>
  );
}
