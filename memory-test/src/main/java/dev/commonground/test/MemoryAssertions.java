package dev.commonground.test;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;

/**
 * The entry to the assertions about a memory. Import {@link #assertThat} statically; it does not hide AssertJ's own.
 *
 * <pre>{@code
 * assertThat(memory).task("q3").hasNoConflicts();
 * assertThat(memory).task("q3").agent("editor").knows("500 words").since("research").from("researcher");
 * assertThat(memory).task("q3").agent("editor").wasBriefedWith("500 words").neverSaw("salary");
 * }</pre>
 *
 * <p>A phrase matches a memory if its words occur in the text, or in {@code key = value}, as whole words and next to each other.
 * Case and white space do not matter: {@code "500 words"} is not in {@code 1,500 words}. A failed assertion shows memories in
 * its message, so do not test with real secrets.
 */
public final class MemoryAssertions {

    private MemoryAssertions() {}

    /** Starts assertions about what a memory holds, and about who was shown what. */
    public static SharedMemoryAssert assertThat(TestMemory memory) {
        requireNonNull(memory, "memory");
        return new SharedMemoryAssert(memory.shared(), memory.recorder());
    }

    /** Starts assertions about what a memory holds. Who was shown what is known only to a recorder. */
    public static SharedMemoryAssert assertThat(SharedMemory memory) {
        return new SharedMemoryAssert(requireNonNull(memory, "memory"), null);
    }

    /**
     * Starts assertions about what a memory holds, and about who was shown what.
     *
     * @param recorder a listener of the memory
     */
    public static SharedMemoryAssert assertThat(SharedMemory memory, MemoryRecorder recorder) {
        return new SharedMemoryAssert(requireNonNull(memory, "memory"), requireNonNull(recorder, "recorder"));
    }
}
