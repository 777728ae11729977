/**
 * The other models of a text, by name: those that it has besides the one that it is read with, and those of
 * races on it. The page names them by ids; paths stay here.
 */
import type { AnalystContract } from '../../shared/contracts/analyst';
import { distinctNames } from '../../shared/model/modelNames';
import type { OtherModel } from '../../shared/pages/panel';
import { listModels } from '../sessions/modelList';
import { racedModels, racedPath, type ModelFiles } from '../sessions/modelFiles';
import type { Sessions } from '../sessions/sessions';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly files: Pick<ModelFiles, 'of' | 'folder' | 'idOf' | 'pathOfId'>;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
}

export interface OtherModels {
  of(key: string): Promise<readonly OtherModel[]>;
  pathOf(id: string): string;
}

const raced = 'race/';

export function createOtherModels({ files, sessions, analyst }: Needs): OtherModels {
  const pathOf = (id: string): string =>
    id.startsWith(raced) ? racedPath(files, id.slice(raced.length)) : files.pathOfId(id);
  return {
    pathOf,
    async of(key) {
      const own = (await files.of(key)).map((path) => files.idOf(path));
      const races = (await racedModels(files)).map((model) => raced + model);
      const ids = new Map([...own, ...races].map((id) => [pathOf(id), id]));
      const model = sessions.find(key)?.model;
      if (model?.kind === 'file') ids.delete(model.path);
      const listings = (await listModels([...ids.keys()], analyst)) ?? [];
      const found = listings.flatMap(({ path, facts }) => {
        const id = ids.get(path);
        const isOf = facts.ok && facts.value.documentKey === key && !facts.value.task;
        return isOf && id !== undefined ? [{ id, facts: facts.value }] : [];
      });
      const titles = distinctNames(found.map(({ facts }) => facts));
      return found.map(({ id }, n) => ({ id, title: titles[n] ?? id }));
    },
  };
}
