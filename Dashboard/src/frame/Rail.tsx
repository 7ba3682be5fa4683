import { IconBuildingStore, IconChartLine, IconDeviceCctv, IconSettings } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { words } from '../words';
import { Mark } from './Mark';
import classes from './Rail.module.css';

export function Rail() {
  const [path] = useLocation();
  const w = words().frame;
  const places = [
    { href: '/', label: w.fleet, icon: IconBuildingStore, here: path === '/' || path.startsWith('/stores') },
    { href: '/analytics', label: w.analytics, icon: IconChartLine, here: path.startsWith('/analytics') },
    { href: '/sensors', label: w.sensors, icon: IconDeviceCctv, here: path.startsWith('/sensors') },
    { href: '/settings', label: w.settings, icon: IconSettings, here: path.startsWith('/settings') },
  ];
  return (
    <nav className={classes.rail} aria-label={w.main}>
      <Link href="/" className={classes.mark} aria-label={w.home}><Mark /></Link>
      {places.map(({ href, label, icon: Icon, here }) => (
        <Link key={href} href={href} className={classes.place} aria-current={here ? 'page' : undefined}>
          <Icon size={24} stroke={1.6} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
