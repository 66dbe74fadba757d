// Asking and telling, through Ant Design's own context, so that both follow theme and language.
import { App } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { t } from '../i18n';
import { asFailure, type Failure, ipc } from '../ipc';
import { useLibrary } from './library';

/** Refusals that another place may spare: nothing can be written there, or nothing more. */
const OF_THE_PLACE = new Set([
  'store.read-only',
  'store.disk-full',
  'store.file-missing',
  'store.file-name',
  'store.file-busy',
  'store.file',
]);

/** How long something with a button in it stays, in seconds. */
const LONG = 8;

interface Telling {
  /** What is told under the same key takes the place of what was told before. */
  key?: string;
  seconds?: number;
}

/** The same object for as long as nothing it uses has changed, so that what depends on it is not drawn again. */
export function useDialog() {
  const { modal, message } = App.useApp();
  const { settings, setSettings } = useLibrary();
  return useMemo(() => dialogs(modal, message, settings, setSettings), [modal, message, settings, setSettings]);
}

type Dialogs = ReturnType<typeof App.useApp>;
type Library = ReturnType<typeof useLibrary>;

function dialogs(
  modal: Dialogs['modal'],
  message: Dialogs['message'],
  settings: Library['settings'],
  setSettings: Library['setSettings'],
) {
  /** Whether the person agreed. */
  const ask = (title: string, content: ReactNode, confirm: string, danger = false): Promise<boolean> =>
    new Promise((resolve) => {
      modal.confirm({
        title,
        content,
        className: 'lines',
        okText: confirm,
        cancelText: t('cancel'),
        okButtonProps: { danger },
        icon: null,
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      });
    });

  const refused = (failure: Failure) => {
    modal.error({
      title: t('failed.title'),
      content: failure.detail,
      className: 'lines',
      okText: t('close'),
      icon: null,
    });
  };

  const told = (content: ReactNode, { key, seconds }: Telling = {}) => {
    void message.open({ type: 'success', content, icon: null, key, duration: seconds });
  };

  /** Runs a command and shows why it was refused; undefined then. */
  const attempt = async <T,>(command: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await command();
    } catch (cause) {
      refused(asFailure(cause));
      return undefined;
    }
  };

  /** Lets the person choose another folder for papers; whether one was chosen. */
  const changeFolder = async (): Promise<boolean> => {
    const chosen = await attempt(() => ipc.chooseFolder());
    if (chosen) setSettings({ ...settings, output_folder: chosen });
    return Boolean(chosen);
  };

  /**
   * A refusal in which writing ended. Where the place is at fault another one is offered; true: it was chosen, and
   * the work is to be tried again.
   */
  const elsewhere = async (failure: Failure, choose: () => Promise<boolean>): Promise<boolean> => {
    if (!OF_THE_PLACE.has(failure.code)) {
      refused(failure);
      return false;
    }
    return (await ask(t('failed.title'), failure.detail, t('failed.other-folder'))) && choose();
  };

  /** Says what was written where, with the way to it. */
  const wrote = (file: string) =>
    told(
      <span className="told">
        {t('wrote', { file })}{' '}
        <button type="button" className="plain-link" onClick={() => void attempt(() => ipc.showWritten())}>
          {t('documents.show')}
        </button>
      </span>,
      { key: 'wrote', seconds: LONG },
    );

  /** Writes a file through the system's dialog, says where it is, and asks for another place if the first refuses. */
  const write = async (command: () => Promise<string | null>): Promise<void> => {
    try {
      const file = await command();
      if (file) wrote(file);
    } catch (cause) {
      // The command itself asks where to.
      if (await elsewhere(asFailure(cause), async () => true)) await write(command);
    }
  };

  return { ask, told, attempt, changeFolder, elsewhere, wrote, write };
}
