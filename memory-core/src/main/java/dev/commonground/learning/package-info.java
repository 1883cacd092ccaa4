/**
 * Requests to learn from a conversation, their results, and the rules that extract statements without a model. {@link
 * dev.commonground.AgentMemory#learn(LearnRequest)} learns.
 */
@NullMarked
package dev.commonground.learning;

import org.jspecify.annotations.NullMarked;
