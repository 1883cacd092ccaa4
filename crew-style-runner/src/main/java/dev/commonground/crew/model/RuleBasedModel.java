package dev.commonground.crew.model;

import dev.langchain4j.model.chat.ChatModel;

/**
 * A chat model without a language model behind it: a program that answers by rules. Progress and reports of a crew say
 * so, because the quality of its text is not the point.
 */
public interface RuleBasedModel extends ChatModel {}
