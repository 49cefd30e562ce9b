import {
  againSchema,
  answerEffectSchema,
  appBuildSpecSchema,
  appBuildStatusSchema,
  checkCountsSchema,
  entitySchema,
  featureStatusSchema,
  fieldSchema,
  permissionSchema,
  questionSchema,
  roleSchema,
  sourceSchema,
  statesSchema,
  transitionSchema,
} from '@appfactory/resources/appBuild';
import { conditionSchema } from '@appfactory/resources/meta';
import { inputType, nameSchema, outputType } from '../graphql/zodTypes.ts';

nameSchema(againSchema, 'Again');
nameSchema(entitySchema, 'Entity');
nameSchema(fieldSchema, 'EntityField');
nameSchema(roleSchema, 'Role');
nameSchema(sourceSchema, 'Source');
nameSchema(statesSchema, 'States');
nameSchema(transitionSchema, 'Transition');
nameSchema(permissionSchema, 'Permission');
nameSchema(conditionSchema, 'Condition');
nameSchema(checkCountsSchema, 'CheckCounts');
nameSchema(featureStatusSchema, 'Feature');
nameSchema(questionSchema, 'Question');
nameSchema(answerEffectSchema, 'AnswerEffect');
nameSchema(appBuildStatusSchema.shape.failures.unwrap().element, 'FailedCheck');
nameSchema(appBuildStatusSchema.shape.failure.unwrap(), 'AgentFailure');

/** The GraphQL types of an AppBuild, made from the schemas that its CRD is made from. */
export const SpecType = outputType(appBuildSpecSchema, 'AppBuildSpec');
export const StatusType = outputType(appBuildStatusSchema, 'AppBuildStatus');
export const SpecInput = inputType(appBuildSpecSchema, 'AppBuildSpec');
export const CheckCountsType = outputType(checkCountsSchema, 'CheckCounts');
export const ConditionType = outputType(conditionSchema, 'Condition');
export const QuestionType = outputType(questionSchema, 'Question');
