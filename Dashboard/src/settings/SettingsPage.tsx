import { Link, Redirect, Route, Switch } from 'wouter';
import { ChannelsSettings } from '../alerts/ChannelsSettings';
import { NotFound } from '../frame/NotFound';
import { words } from '../words';
import classes from './SettingsPage.module.css';
import { StoreEditPage } from './StoreEditPage';
import { StoresSettings } from './StoresSettings';
import { TokensSettings } from './TokensSettings';

const TABS = ['stores', 'tokens', 'channels'] as const;

/** How is it set up? */
export default function SettingsPage() {
  return (
    <Switch>
      <Route path="/settings/stores/new"><StoreEditPage id={null} /></Route>
      <Route path="/settings/stores/:id">{({ id }) => <StoreEditPage key={id} id={id} />}</Route>
      <Route path="/settings"><Redirect to="/settings/stores" replace /></Route>
      <Route path="/settings/stores"><Tabs here="stores" /><StoresSettings /></Route>
      <Route path="/settings/tokens"><Tabs here="tokens" /><TokensSettings /></Route>
      <Route path="/settings/channels"><Tabs here="channels" /><ChannelsSettings /></Route>
      <Route><NotFound what="page" /></Route>
    </Switch>
  );
}

function Tabs({ here }: { here: (typeof TABS)[number] }) {
  const w = words().settings;
  return (
    <nav className={classes.tabs} aria-label={w.title}>
      {TABS.map((tab) => (
        <Link key={tab} href={`/settings/${tab}`} aria-current={tab === here ? 'page' : undefined}>{w.tabs[tab]}</Link>
      ))}
    </nav>
  );
}
