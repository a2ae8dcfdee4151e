import { Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '@/api/problem';
import { Modal } from '@/ui/dialog';
import { FormFoot } from '@/ui/form_foot';
import { LoadError } from '@/ui/notes';
import { notify } from '@/ui/notices';
import { TypedName } from '@/ui/typed_name';
import { erase, partWords, previewQuery, type ErasurePreview, type Whose } from './data';
import css from './personal.module.css';

interface EraseProps {
  whose: Whose;
  onClose: () => void;
}

/** Says what goes and what is kept and why, and erases whoever's name is typed. */
export function EraseDialog({ whose, onClose }: EraseProps) {
  const preview = useQuery(previewQuery(whose));
  return (
    <Modal opened onClose={onClose} title="Erase personal data" size={560}>
      {preview.isPending && <Skeleton height={240} />}
      {preview.isError && (
        <LoadError
          what="What would be erased"
          problem={asProblem(preview.error)}
          retry={() => void preview.refetch()}
        />
      )}
      {preview.data && <EraseForm whose={whose} preview={preview.data} onClose={onClose} />}
    </Modal>
  );
}

function EraseForm({ whose, preview, onClose }: EraseProps & { preview: ErasurePreview }) {
  const [name, setName] = useState('');
  const client = useQueryClient();
  const act = useMutation({
    meta: { quiet: true },
    mutationFn: () => erase(whose, name),
    onSuccess: async () => {
      onClose();
      notify({ title: 'Erased', text: 'Nothing here names them any more.' });
      await client.invalidateQueries();
    },
  });
  const problem = act.error ? asProblem(act.error) : null;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate();
      }}
    >
      <Preview preview={preview} />
      <TypedName label="Name" name={preview.name} typed={name} onType={setName} problem={problem} />
      <FormFoot
        failed="Nothing was erased"
        problem={problem}
        onBack={onClose}
        pending={act.isPending}
        ready={name.trim() !== ''}
        danger
      >
        Erase for good
      </FormFoot>
    </form>
  );
}

function Preview({ preview }: { preview: ErasurePreview }) {
  return (
    <>
      <p className="t14 ink2">Nobody can bring this back. Export it first, if it was asked for.</p>
      <section aria-label="What goes">
        <h3 className="t13 w6">What goes, or loses every name</h3>
        <ul className={css.parts}>
          {preview.goes.map(({ part, count }) => (
            <li key={part}>
              {partWords(part)} <span className="tnum ink2">{count}</span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label="What is kept">
        <h3 className="t13 w6">What is kept, and why</h3>
        <dl className={css.kept}>
          {preview.kept.map(({ what, why }) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>{why}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
