.PHONY: test run bench race proofs format dependencies

test:
	mvn verify

run:
	mvn -Dmaven.test.skip -pl samples -am package exec:java

# make bench ARGS="recall --json recall.json"
bench:
	mvn -Dmaven.test.skip -Dsamples.skip -pl benchmarks -am package exec:java -Dexec.args="$(ARGS)"

race:
	mvn test -pl memory-core -Prace

proofs:
	mvn test -pl memory-core -Dtest=CrashTest -Dproofs.kills=200
	$(MAKE) bench ARGS="claims --only 8"

format:
	mvn -q com.diffplug.spotless:spotless-maven-plugin:apply

dependencies:
	mvn dependency:tree -Dincludes=dev.langchain4j
