package dev.commonground.crew.model;

import dev.langchain4j.model.chat.ChatModel;

/**
 * A chat model that is not a language model but a program with rules. The progress and the report of a crew mark its
 * answers, because the quality of its text is not the point.
 */
public interface RuleBasedModel extends ChatModel {}
