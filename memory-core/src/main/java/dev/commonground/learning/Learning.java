package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.memory.WriteOutcome;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of learning from a conversation, and its cost.
 *
 * @param items the result for each statement: first the stored statements in the order of the messages, then the others
 * @param chunks the number of chunks into which the conversation was split
 * @param calls the number of model calls: one for each chunk, and one for each answer that could not be read
 * @param tokens the tokens of these calls, as reported by the model
 * @param skipped a description of each part that was not read, such as an image if there is no model
 * @param unread the messages of persons from which nothing was taken, in order, with the reason
 */
public record Learning(
        List<Item> items, int chunks, int calls, TokenUsage tokens, List<String> skipped, List<Unread> unread) {

    /**
     * A message of a person from which nothing was taken.
     *
     * @param message the position of the message in the conversation, counted from 1
     * @param speaker the person
     * @param reason the reason
     */
    public record Unread(int message, Author speaker, Reason reason) {

        /** The reasons why nothing was taken from a message. */
        public enum Reason {
            /** No rule applies to it, or the model found nothing in it. */
            NOTHING_FOUND,
            /** It is in a language that the rules do not know. A model can read it. */
            OTHER_LANGUAGE,
            /** It is supposed, denied, reported, quoted, private or a joke, or gives orders to the memory. */
            HEDGED,
            /** Another message of the conversation repeats, corrects or answers it. */
            COVERED,
            /** It is about an excluded topic, or about none of the topics to learn about. */
            EXCLUDED_TOPIC,
            /** All of its statements were rejected for other reasons: see {@link Learning#items()}. */
            REJECTED
        }

        public Unread {
            requireNonNull(speaker, "speaker");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * The progress of learning from a conversation. Statements are stored after the last chunk.
     *
     * @param chunk the number of the chunk that was just processed, counted from 1
     * @param chunks the number of chunks
     * @param found the number of statements found so far
     * @param calls the number of model calls so far
     */
    public record Progress(int chunk, int chunks, int found, int calls) {}

    public Learning {
        items = List.copyOf(requireNonNull(items, "items"));
        requireNonNull(tokens, "tokens");
        skipped = List.copyOf(requireNonNull(skipped, "skipped"));
        unread = List.copyOf(requireNonNull(unread, "unread"));
    }

    /** Returns the memories of all stored statements, without duplicates. */
    public List<Memory> memories() {
        return items.stream()
                .flatMap(item -> item.memories().stream())
                .distinct()
                .toList();
    }

    /**
     * A statement that was extracted from a conversation.
     *
     * @param statement the statement
     * @param utterance the number of the utterance that makes the statement
     * @param evidence the words of that utterance that make the statement, verbatim
     */
    public record Extracted(Statement statement, int utterance, String evidence) {

        public Extracted {
            requireNonNull(statement, "statement");
            requireNonNull(evidence, "evidence");
        }
    }

    /**
     * What a person asks of the memory in a conversation about the own words: to delete them, to forget them, or to keep
     * them from others. {@code learn} grants it for that person's own memories, and asks a question if it is unclear
     * what is meant.
     *
     * @param wish the wish
     * @param utterance the number of the utterance that asks
     * @param evidence the words of that utterance that ask, verbatim
     * @param subject what the words are about, such as {@code "phone number"}; empty if the person does not name it
     */
    public record MemoryRequest(Wish wish, int utterance, String evidence, String subject) {

        /** What a person wants of the own words. */
        public enum Wish {
            /** They leave the store for good. */
            ERASE,
            /** They count no longer; their history remains. */
            FORGET,
            /** Only the person and the agent that learns may read them. */
            KEEP_PRIVATE
        }

        public MemoryRequest {
            requireNonNull(wish, "wish");
            requireNonNull(evidence, "evidence");
            subject = requireNonNull(subject, "subject").strip();
        }
    }

    /** The result for one statement of a conversation. */
    public sealed interface Item {

        /** Returns the memory of the statement, or an empty list if the statement was not stored. */
        default List<Memory> memories() {
            return List.of();
        }
    }

    /**
     * The memory holds the statement.
     *
     * @param outcome the outcome of the write. In a {@link WriteOutcome.InConflict}, the others may have no key in common
     *     with the memory; the memory's metadata entry {@code contradicts} then has the id of the other memory
     * @param doubt why the statement was stored as a finding of low trust and without a key, such as evidence that does not
     *     occur in the message; null if the evidence was found
     * @param folded the text of the statement as it was extracted, if the memory has another wording of the same statement,
     *     such as one with another final stop; null if the memory has this text
     */
    public record Written(
            WriteOutcome outcome,
            @Nullable String doubt,
            @Nullable String folded) implements Item {
        public Written {
            requireNonNull(outcome, "outcome");
        }

        /** Returns the memory of the statement. */
        public Memory memory() {
            return outcome.memory();
        }

        @Override
        public List<Memory> memories() {
            return List.of(memory());
        }
    }

    /**
     * Nobody sees the statement, because it may do harm: the write guard held it back, or its message addresses the model or
     * the memory instead of the work. It waits in quarantine for a reviewer.
     *
     * @param reason why it may do harm
     */
    public record Quarantined(Extracted extracted, String reason) implements Item {
        public Quarantined {
            requireNonNull(extracted, "extracted");
            requireNonNull(reason, "reason");
        }
    }

    /**
     * A person's request about the own words was granted.
     *
     * @param request the request
     * @param ids the memories of that person that were erased, forgotten or restricted
     */
    public record Granted(MemoryRequest request, Set<MemoryId> ids) implements Item {
        public Granted {
            requireNonNull(request, "request");
            ids = Set.copyOf(requireNonNull(ids, "ids"));
        }
    }

    /**
     * The statement was not stored because it could not be used.
     *
     * @param extracted the statement, or null if it could not be read
     * @param reason why it could not be used
     */
    public record Failed(@Nullable Extracted extracted, String reason) implements Item {
        public Failed {
            requireNonNull(reason, "reason");
        }
    }
}
