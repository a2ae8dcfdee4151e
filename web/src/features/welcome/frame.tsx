import { UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Fragment, useEffect, useRef, type ReactNode } from 'react';
import { useMe } from '@/features/auth/me';
import { useTitle } from '@/lib/title';
import { AccountMenu } from '@/shell/account_menu';
import { KeyList } from '@/shell/keys';
import { RingingBell } from '@/ui/bell';
import css from './welcome.module.css';

export type StepName = 'name' | 'rules' | 'widget' | 'message' | 'team';

const STEPS: { name: StepName; label: string }[] = [
  { name: 'name', label: 'Name' },
  { name: 'rules', label: 'Rules' },
  { name: 'widget', label: 'Widget' },
  { name: 'message', label: 'First message' },
  { name: 'team', label: 'Team' },
];

function Steps({ step, done }: { step: StepName; done: StepName[] }) {
  return (
    <ol className={css.steps} aria-label="Steps">
      {STEPS.map(({ name, label }, index) => {
        const isDone = done.includes(name);
        const state = name === step ? 'now' : isDone ? 'done' : 'later';
        return (
          <Fragment key={name}>
            <li className={css.step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              <span className={css.number}>
                {isDone ? <IconCheck size={14} stroke={2} aria-label="Done" /> : index + 1}
              </span>
              <span className={css.stepLabel}>{label}</span>
            </li>
            {index < STEPS.length - 1 && <li className={css.between} aria-hidden />}
          </Fragment>
        );
      })}
    </ol>
  );
}

/** The page around each step: the mark, where we are, who I am. */
export function WelcomeFrame({
  step,
  done,
  children,
}: {
  step: StepName;
  done: StepName[];
  children: ReactNode;
}) {
  const me = useMe();
  useTitle('Welcome', me?.business?.name);
  return (
    <div className={css.page}>
      <header className={css.header}>
        <span className={css.brand}>
          <RingingBell size={24} />
          <span className="t16">Deskbell</span>
        </span>
        <Steps step={step} done={done} />
        <AccountMenu
          button={(props) => (
            <UnstyledButton className={css.account} {...props}>
              {me?.user.email}
            </UnstyledButton>
          )}
        />
      </header>
      {children}
      <KeyList />
    </div>
  );
}

interface StepBodyProps {
  title: string;
  sub?: ReactNode;
  children: ReactNode;
  /** The bar at the foot: back at the left, on at the right. */
  foot: ReactNode;
}

export function StepBody({ title, sub, children, foot }: StepBodyProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that led here is gone, and the focus with it. Where a field asks for it, it stays there.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <>
      <main id="main" className={css.body}>
        <div className={css.column}>
          <h1 ref={heading} tabIndex={-1} className={`t28 ${css.title}`}>
            {title}
          </h1>
          {sub && <p className={css.sub}>{sub}</p>}
          {children}
        </div>
      </main>
      <div className={css.foot}>
        <div className={css.footColumn}>{foot}</div>
      </div>
    </>
  );
}
