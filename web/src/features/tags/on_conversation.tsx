import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { may } from '@/api/may';
import { useMe } from '@/features/auth/me';
import type { Thread } from '@/features/inbox/data';
import { Menu, MenuItem, MenuLabel } from '@/ui/menu';
import { useSetTags, useTags } from './data';
import { TagChip, TagDot } from './tag_chip';
import css from './tags.module.css';

/** The tags of a conversation; those who handle it put them on and take them off. */
export function ConversationTags({ thread }: { thread: Thread }) {
  const me = useMe();
  const handles = may(me, 'conversations.handle');
  return (
    <div className={css.chips}>
      {thread.tags.map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {thread.tags.length === 0 && !handles && <span className="t12 ink3">None</span>}
      {handles && <Choose thread={thread} />}
    </div>
  );
}

function Choose({ thread }: { thread: Thread }) {
  const me = useMe();
  const { data: tags = [] } = useTags();
  const set = useSetTags(thread);
  const carried = (id: string) => thread.tags.some((tag) => tag.id === id);
  const toggle = (tag: (typeof tags)[number]) =>
    set.mutate(
      carried(tag.id)
        ? thread.tags.filter((each) => each.id !== tag.id)
        : [...thread.tags, { id: tag.id, name: tag.name, colour: tag.colour }],
    );
  return (
    <Menu
      label="Tags"
      align="start"
      width={240}
      button={(props) => (
        <button type="button" className={css.add} {...props}>
          <IconPlus size={12} stroke={2.25} aria-hidden /> Tag
        </button>
      )}
    >
      {tags.length === 0 && (
        <MenuLabel>
          {may(me, 'workspace.update') ? (
            <Link to="/settings/tags" className="link">
              Make the first tag
            </Link>
          ) : (
            'There are no tags yet. The owner and admins make them.'
          )}
        </MenuLabel>
      )}
      {tags.map((tag) => (
        <MenuItem
          key={tag.id}
          kind="checkbox"
          checked={carried(tag.id)}
          icon={<TagDot colour={tag.colour} />}
          stays
          onClick={() => toggle(tag)}
        >
          {tag.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
