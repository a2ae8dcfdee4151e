import { IconSend } from '@tabler/icons-react';
import { Bell } from '@/ui/bell';
import type { Settings } from './fields';
import css from './preview.module.css';

interface PreviewProps {
  settings: Settings;
  domain: string;
  /** Whether somebody is live, as the badge would say. */
  online: boolean;
}

/** Dark or white words, whichever can be read on a colour (WCAG 2 relative luminance). */
export function readableOn(colour: string): string {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  if (!hex) return '#ffffff';
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4);
  return luminance > 0.179 ? '#211d17' : '#ffffff';
}

function Mark({ settings, size }: { settings: Settings; size: number }) {
  if (settings.logo_url) return <img src={settings.logo_url} alt="" className={css.logo} />;
  const dark = readableOn(settings.primary_color) === '#ffffff';
  return (
    <span style={{ color: dark ? '#e3b860' : '#211d17' }} className={css.markIn}>
      <Bell size={size} />
    </span>
  );
}

/** How the widget will look on a page of the site: the same colours in light and dark, since the page is a stranger's. */
export function Preview({ settings, domain, online }: PreviewProps) {
  const ground = { background: settings.primary_color, color: readableOn(settings.primary_color) };
  return (
    <figure className={css.frame} aria-label="Live preview">
      <figcaption className={css.bar}>
        <span className={css.lights} aria-hidden>
          <i />
          <i />
          <i />
        </span>
        <span className={css.address}>{domain}</span>
        <span className={css.barWord}>Live preview</span>
      </figcaption>
      <div className={css.site}>
        <div className={css.lines} aria-hidden>
          <b />
          <div className={css.boxes}>
            <i />
            <i />
          </div>
          <span />
          <span />
        </div>
        <div className={css.widget}>
          <div className={css.head} style={ground}>
            <Mark settings={settings} size={16} />
            <span className={css.headWords}>
              <strong className="truncate">{settings.name || ' '}</strong>
              {settings.show_online_badge && (
                <span className={css.online}>
                  <i data-on={online || undefined} /> {online ? 'Online' : 'Offline'}
                </span>
              )}
            </span>
          </div>
          <div className={css.talk}>
            <p className={css.hello}>
              <strong>{settings.welcome_heading}</strong>
              {settings.welcome_heading && settings.welcome_tagline && <br />}
              {settings.welcome_tagline}
            </p>
          </div>
          <div className={css.write}>
            Write a message
            <IconSend size={14} stroke={2} aria-hidden />
          </div>
        </div>
        <div className={css.launcher} style={ground}>
          <Mark settings={settings} size={20} />
          {settings.show_online_badge && online && <i className={css.launcherDot} />}
        </div>
      </div>
    </figure>
  );
}
