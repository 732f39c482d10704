import type { Method } from './call.ts'
import { bookmarksAdd, pinsAdd, reactionsAdd } from './methods/annotations.ts'
import {
  chatDelete,
  chatGetPermalink,
  chatPostEphemeral,
  chatPostMessage,
  chatUpdate,
} from './methods/chat.ts'
import * as conversations from './methods/conversations.ts'
import { filesCompleteUploadExternal, filesGetUploadUrlExternal, filesInfo } from './methods/files.ts'
import { authTest, dndInfo, teamInfo, usersInfo, usersList } from './methods/people.ts'
import {
  chatDeleteScheduledMessage,
  chatScheduledMessagesList,
  chatScheduleMessage,
} from './methods/scheduled.ts'
import { viewsOpen, viewsPublish, viewsPush, viewsUpdate } from './methods/views.ts'

/** The Web API methods for bot tokens; `apps.connections.open` is in `api-calls.ts`. */
export const methods: Record<string, Method> = {
  'auth.test': authTest,
  'bookmarks.add': bookmarksAdd,
  'chat.delete': chatDelete,
  'chat.deleteScheduledMessage': chatDeleteScheduledMessage,
  'chat.getPermalink': chatGetPermalink,
  'chat.postEphemeral': chatPostEphemeral,
  'chat.postMessage': chatPostMessage,
  'chat.scheduleMessage': chatScheduleMessage,
  'chat.scheduledMessages.list': chatScheduledMessagesList,
  'chat.update': chatUpdate,
  'conversations.history': conversations.conversationsHistory,
  'conversations.info': conversations.conversationsInfo,
  'conversations.join': conversations.conversationsJoin,
  'conversations.list': conversations.conversationsList,
  'conversations.members': conversations.conversationsMembers,
  'conversations.open': conversations.conversationsOpen,
  'conversations.replies': conversations.conversationsReplies,
  'dnd.info': dndInfo,
  'files.completeUploadExternal': filesCompleteUploadExternal,
  'files.getUploadURLExternal': filesGetUploadUrlExternal,
  'files.info': filesInfo,
  'pins.add': pinsAdd,
  'reactions.add': reactionsAdd,
  'team.info': teamInfo,
  'users.conversations': conversations.usersConversations,
  'users.info': usersInfo,
  'users.list': usersList,
  'views.open': viewsOpen,
  'views.publish': viewsPublish,
  'views.push': viewsPush,
  'views.update': viewsUpdate,
}
