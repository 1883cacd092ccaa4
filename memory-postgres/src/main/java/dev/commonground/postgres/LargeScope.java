package dev.commonground.postgres;

/**
 * A scope that is too large for a heap, in the words of the {@code vector} extension.
 *
 * @param id the scope
 * @param model the embedding model
 * @param dimension how many numbers its vectors have
 * @param extension the schema in which the extension stands, which need not be on the search path
 */
record LargeScope(String id, String model, int dimension, Schema extension) {

    /** What names of the indexes begin with. */
    static final String PREFIX = "nearest_";

    /** Returns the name of its index. */
    static String index(String id, String model) {
        return PREFIX + id + "_" + Integer.toHexString(model.hashCode());
    }

    /** Returns which rows are its own, in the very words of its index. */
    String condition() {
        return "scope = %s AND model = %s".formatted(Schema.literal(id), Schema.literal(model));
    }

    /** Returns how far a vector is from a parameter, by what the index holds. */
    String distance() {
        return "%s OPERATOR(%s.<#>) %s".formatted(as("vector", "halfvec"), extension.quoted(), parameter("halfvec"));
    }

    /** Returns the cosine of a vector and a parameter, both of length 1. */
    String similarity() {
        return "-(%s OPERATOR(%s.<#>) %s)".formatted(as("vector", "vector"), extension.quoted(), parameter("vector"));
    }

    private String parameter(String type) {
        return as("CAST(? AS real[])", type);
    }

    private String as(String value, String type) {
        return "CAST(%s AS %s.%s(%d))".formatted(value, extension.quoted(), type, dimension);
    }

    /** Returns the statement that makes its index while others read and write. */
    String create() {
        return "CREATE INDEX CONCURRENTLY IF NOT EXISTS %s ON @vector USING hnsw ((%s) %s.halfvec_ip_ops) WHERE %s"
                .formatted(
                        new Schema(index(id, model)).quoted(),
                        as("vector", "halfvec"),
                        extension.quoted(),
                        condition());
    }
}
