import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import './styles.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { keepShell } from './offlineShell';
import { startLanguage } from './words';
import { cssVariables, theme } from './theme';

// The words first: a page that changes its language while it is read is worse than one that comes a moment later.
await startLanguage();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <App />
    </MantineProvider>
  </StrictMode>,
);

keepShell();
