import { Skeleton } from '@mantine/core';
import { useMe } from '@/features/auth/me';
import { Offers } from '@/features/joining/offers';
import { Page } from '@/shell/page';
import { AddressSection } from './address';
import { DeleteSection } from './delete';
import { LeaveSection } from './leave';
import { NotificationsSection } from './notifications';
import { PasswordSection } from './password';
import { ProfileSection } from './profile';
import { MySessions } from './sessions';
import css from './me.module.css';

/** My account, which is mine alone: who I am, how I sign in, where I am signed in, and the ways out. */
export function MyAccount() {
  const me = useMe();
  return (
    <Page title="My account">
      {!me && <Skeleton height={320} />}
      {me && (
        <div className={css.page}>
          <Offers />
          <ProfileSection user={me.user} />
          <AddressSection user={me.user} />
          <PasswordSection />
          <MySessions />
          <NotificationsSection />
          <LeaveSection me={me} />
          <DeleteSection me={me} />
        </div>
      )}
    </Page>
  );
}
