import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { currentLanguage, LANGUAGES, setLanguage, words } from '../words';

/** Each language under its own name, so that it is found by whoever reads no other. */
export function LanguageMenu() {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={44} aria-label={words().frame.language} data-testid="language-button">
          <IconLanguage size={20} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <LanguageItems />
      </Menu.Dropdown>
    </Menu>
  );
}

export function LanguageItems() {
  const now = currentLanguage();
  return LANGUAGES.map(({ code, name }) => (
    <Menu.Item
      key={code}
      lang={code}
      aria-current={code === now}
      rightSection={code === now && <IconCheck size={16} />}
      onClick={() => void setLanguage(code)}
    >
      {name}
    </Menu.Item>
  ));
}
