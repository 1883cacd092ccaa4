package dev.commonground.postgres;

/**
 * A scope with an index, and the SQL expressions for it.
 *
 * @param id the scope's id
 * @param model the embedding model's id
 * @param dimension the dimension of the vectors
 * @param extension the schema of the {@code vector} extension, which need not be on the search path
 */
record LargeScope(String id, String model, int dimension, Schema extension) {

    /** The prefix of the names of all indexes. */
    static final String PREFIX = "nearest_";

    /** Returns the name of the scope's index. */
    static String index(String id, String model) {
        return PREFIX + id + "_" + Integer.toHexString(model.hashCode());
    }

    /** Returns the condition of the scope's rows. A query uses the index only if it repeats the condition literally. */
    String condition() {
        return "scope = %s AND model = %s".formatted(Schema.literal(id), Schema.literal(model));
    }

    /** Returns the distance of a row's vector from a parameter, in the precision of the index. */
    String distance() {
        return "%s OPERATOR(%s.<#>) %s".formatted(as("vector", "halfvec"), extension.quoted(), parameter("halfvec"));
    }

    /** Returns the cosine similarity of a row's vector and a parameter, both of length 1, in full precision. */
    String similarity() {
        return "-(%s OPERATOR(%s.<#>) %s)".formatted(as("vector", "vector"), extension.quoted(), parameter("vector"));
    }

    private String parameter(String type) {
        return as("CAST(? AS real[])", type);
    }

    private String as(String value, String type) {
        return "CAST(%s AS %s.%s(%d))".formatted(value, extension.quoted(), type, dimension);
    }

    /** Returns the statement that creates the index without blocking reads and writes. */
    String create() {
        return "CREATE INDEX CONCURRENTLY IF NOT EXISTS %s ON @vector USING hnsw ((%s) %s.halfvec_ip_ops) WHERE %s"
                .formatted(
                        new Schema(index(id, model)).quoted(),
                        as("vector", "halfvec"),
                        extension.quoted(),
                        condition());
    }

    /** Returns the statement that keeps vectors out of the statistics of the index. */
    String withoutStatistics() {
        return "ALTER INDEX @%s ALTER COLUMN 1 SET STATISTICS 0".formatted(new Schema(index(id, model)).quoted());
    }
}
