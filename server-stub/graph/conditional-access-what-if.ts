import type { FastifyInstance } from 'fastify';
import { presentPolicy } from '../conditional-access/present.ts';
import { readStrengths } from '../conditional-access/strengths.ts';
import { evaluateWhatIf } from '../conditional-access/what-if.ts';
import type { DirectoryContext } from '../context.ts';
import { guarded } from '../http/guarded.ts';
import { requireAccess } from './access.ts';
import { READ_ACCESS } from './conditional-access.ts';
import { refuseQuery } from './odata/query.ts';
import { knowsNewMembers } from './prefer.ts';
import { GRAPH_PREFIXES } from './prefixes.ts';

/** `POST /identity/conditionalAccess/evaluate`: which policies would apply (Graph: conditionalAccessRoot: evaluate). */
export async function registerWhatIfRoutes(app: FastifyInstance, context: DirectoryContext): Promise<void> {
  for (const prefix of GRAPH_PREFIXES) {
    app.post(
      `${prefix}/identity/conditionalAccess/evaluate`,
      guarded(requireAccess(context, READ_ACCESS), async (_caller, request) => {
        refuseQuery(request.query);
        const results = await evaluateWhatIf(context, request.body);
        const strengths = await readStrengths(context);
        return {
          '@odata.context': `${context.urls.root}${prefix}/$metadata#Collection(microsoft.graph.whatIfAnalysisResult)`,
          value: results.map(({ policy, policyApplies, analysisReasons }) => ({
            ...presentPolicy(policy, strengths, knowsNewMembers(request)),
            policyApplies,
            analysisReasons,
          })),
        };
      }),
    );
  }
}
