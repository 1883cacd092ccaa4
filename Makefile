.PHONY: test run format race proofs dependencies

test:
	mvn verify

run:
	mvn -Dmaven.test.skip -pl samples -am package exec:java

race:
	mvn test -pl memory-core -Prace

proofs:
	mvn test -pl memory-core -Dtest=CrashTest -Dproofs.kills=200

format:
	mvn -q com.diffplug.spotless:spotless-maven-plugin:apply

dependencies:
	mvn dependency:tree -Dincludes=dev.langchain4j
