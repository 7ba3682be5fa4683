import { IconBell, IconBuildingStore, IconChartLine, IconDeviceCctv, IconSettings, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { words } from '../words';
import { AlertCount } from './AlertCount';
import { Mark } from './Mark';
import classes from './Rail.module.css';

export function Rail() {
  const [path] = useLocation();
  const w = words().frame;
  const places: { href: string; label: string; icon: Icon; here: boolean; badge?: ReactNode }[] = [
    { href: '/', label: w.fleet, icon: IconBuildingStore, here: path === '/' || path.startsWith('/stores') },
    { href: '/analytics', label: w.analytics, icon: IconChartLine, here: path.startsWith('/analytics') },
    { href: '/alerts', label: w.alerts, icon: IconBell, here: path.startsWith('/alerts'), badge: <AlertCount /> },
    { href: '/sensors', label: w.sensors, icon: IconDeviceCctv, here: path.startsWith('/sensors') },
    { href: '/settings', label: w.settings, icon: IconSettings, here: path.startsWith('/settings') },
  ];
  return (
    <nav className={classes.rail} aria-label={w.main}>
      <Link href="/" className={classes.mark} aria-label={w.home}><Mark /></Link>
      {places.map(({ href, label, icon: Picture, here, badge }) => (
        <Link key={href} href={href} className={classes.place} aria-current={here ? 'page' : undefined}>
          <Picture size={24} stroke={1.6} aria-hidden />
          {label}
          {badge}
        </Link>
      ))}
    </nav>
  );
}
