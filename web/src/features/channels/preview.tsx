import { IconSend } from '@tabler/icons-react';
import { widgetColours } from '@/lib/colour';
import { Bell } from '@/ui/bell';
import type { Settings } from './fields';
import css from './preview.module.css';

interface PreviewProps {
  settings: Settings;
  domain: string;
  /** Whether somebody is live, as the badge would say. */
  online: boolean;
}

function Mark({ settings, size }: { settings: Settings; size: number }) {
  if (settings.logo_url) return <img src={settings.logo_url} alt="" className={css.logo} />;
  return (
    <span style={{ color: widgetColours(settings.primary_color).mark }} className={css.markIn}>
      <Bell size={size} />
    </span>
  );
}

/** How the widget will look on a page of the site: the same colours in light and dark, since the page is a stranger's. */
export function Preview({ settings, domain, online }: PreviewProps) {
  const colours = widgetColours(settings.primary_color);
  const ground = { background: colours.ground, color: colours.words };
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
