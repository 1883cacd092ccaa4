package dev.commonground.internal.session;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Metadata;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Merges the metadata of a memory's assertions and annotations: the newest value of each name counts, and that of an
 * assertion of low trust only if there is no other.
 */
final class MergedMetadata {

    /** Additions of the same instant have an order that does not depend on their arrival. */
    private static final Comparator<Addition> BY_TIME = Comparator.comparing(Addition::trusted)
            .thenComparing(Addition::at)
            .thenComparing(Addition::rank)
            .thenComparing(Addition::author)
            .thenComparing(addition -> addition.metadata().toString());

    private MergedMetadata() {}

    private record Addition(boolean trusted, Instant at, int rank, Author author, Metadata metadata) {}

    static Metadata of(List<Assertion> assertions, List<LiveAnnotation> annotations) {
        if (annotations.isEmpty() && assertions.size() == 1) {
            return assertions.get(0).metadata();
        }
        return Stream.concat(
                        assertions.stream()
                                .map(one -> new Addition(!one.isLowTrust(), one.at(), 0, one.author(), one.metadata())),
                        annotations.stream()
                                .map(LiveAnnotation::annotation)
                                .map(one -> new Addition(true, one.at(), 1, one.author(), one.metadata())))
                .sorted(BY_TIME)
                .map(Addition::metadata)
                .reduce(Metadata.NONE, Metadata::with);
    }
}
