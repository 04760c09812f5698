// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.deployment.graphql.sample;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import graphql.kickstart.tools.GraphQLQueryResolver;
import graphql.schema.DataFetchingEnvironment;

/** Root fields with every kind of argument and answer. */
public class ShapeQuery implements GraphQLQueryResolver {

    public List<Shape> getShapes(int size) {
        return List.of(new Shape("small", 1), new Shape("given", size));
    }

    public CompletableFuture<Shape> later(String label) {
        return CompletableFuture.supplyAsync(() -> new Shape(label, 20));
    }

    public String echo(Filter filter) {
        return String.valueOf(filter);
    }

    public String plain(boolean flag, int number, String text, Color color, List<Integer> numbers) {
        return flag + " " + number + " " + text + " " + color + " " + numbers;
    }

    public String selected(String text, DataFetchingEnvironment environment) {
        return text + " " + environment.getField().getAlias();
    }

    public Shape broken() throws Exception {
        throw new Exception("no shape");
    }
}
