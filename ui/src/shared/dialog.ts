// Asking and telling, through Ant Design's own context, so that both follow theme and language.
import { App } from 'antd';
import { useMemo } from 'react';
import { t } from '../i18n';
import { asFailure } from '../ipc';

export function useDialog() {
  const { modal, message } = App.useApp();
  return useMemo(
    () => ({
      /** Whether the person agreed. */
      ask(title: string, content: string, confirm: string, danger = false): Promise<boolean> {
        return new Promise((resolve) => {
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
      },
      told(text: string) {
        void message.success({ content: text, icon: null });
      },
      /** Runs a command and shows why it was refused; undefined then. */
      async attempt<T>(command: () => Promise<T>): Promise<T | undefined> {
        try {
          return await command();
        } catch (cause) {
          modal.error({
            title: t('failed.title'),
            content: asFailure(cause).detail,
            className: 'lines',
            okText: t('close'),
            icon: null,
          });
          return undefined;
        }
      },
    }),
    [modal, message],
  );
}
