// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.runtime.library;

import java.util.Map;
import java.util.Optional;

import javax.security.auth.Subject;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.network.ChannelMetadataRegistry;
import org.apache.kafka.common.network.SaslChannelBuilder;
import org.apache.kafka.common.network.TransportLayer;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Readable;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.AddOffsetsToTxnResponse;
import org.apache.kafka.common.requests.AddPartitionsToTxnResponse;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.ConsumerGroupDescribeResponse;
import org.apache.kafka.common.requests.ConsumerGroupHeartbeatResponse;
import org.apache.kafka.common.requests.CreateTopicsResponse;
import org.apache.kafka.common.requests.DescribeClusterResponse;
import org.apache.kafka.common.requests.DescribeTopicPartitionsResponse;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.FindCoordinatorResponse;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.JoinGroupResponse;
import org.apache.kafka.common.requests.LeaveGroupResponse;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.OffsetFetchResponse;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochResponse;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.SaslAuthenticateResponse;
import org.apache.kafka.common.requests.SaslHandshakeResponse;
import org.apache.kafka.common.requests.SyncGroupResponse;
import org.apache.kafka.common.requests.TxnOffsetCommitResponse;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.authenticator.SaslServerAuthenticator;
import org.apache.kafka.common.telemetry.internals.ClientTelemetryReporter;

/**
 * The part of Kafka's library that a consumer, a producer and the creation of topics need. The whole of it also reads the requests and answers of brokers and
 * administrators, and brings its own copies of protobuf and OpenTelemetry's messages, all of which a native server would consist of, too.
 */
public final class KafkaClients {

    private KafkaClients() {
    }

    /** Takes the place of {@link CommonClientConfigs#telemetryReporter}: the clients that upstream has do not push their metrics to the broker yet. */
    public static Optional<ClientTelemetryReporter> telemetryReporter(String client, AbstractConfig config) {
        return Optional.empty();
    }

    /** Takes the place of {@code SaslChannelBuilder.buildServerAuthenticator}, which brokers call. */
    public static SaslServerAuthenticator buildServerAuthenticator(SaslChannelBuilder channels, Map<String, ?> configs,
                                                                   Map<String, AuthenticateCallbackHandler> handlers, String id, TransportLayer transport,
                                                                   Map<String, Subject> subjects, Map<String, Long> reauthentication,
                                                                   ChannelMetadataRegistry registry) {
        throw new UnsupportedOperationException("This server is a client of Kafka, not a broker");
    }

    /**
     * Takes the place of {@link AbstractResponse#parseResponse(ApiKeys, Readable, short)}.
     *
     * @throws UnsupportedOperationException if the answer is to a request that neither a consumer nor a producer sends, nor upstream to create its topics
     */
    public static AbstractResponse parseResponse(ApiKeys key, Readable answer, short version) {
        return switch (key) {
            case ADD_OFFSETS_TO_TXN -> AddOffsetsToTxnResponse.parse(answer, version);
            case ADD_PARTITIONS_TO_TXN -> AddPartitionsToTxnResponse.parse(answer, version);
            case API_VERSIONS -> ApiVersionsResponse.parse(answer, version);
            case CONSUMER_GROUP_DESCRIBE -> ConsumerGroupDescribeResponse.parse(answer, version);
            case CONSUMER_GROUP_HEARTBEAT -> ConsumerGroupHeartbeatResponse.parse(answer, version);
            case CREATE_TOPICS -> CreateTopicsResponse.parse(answer, version);
            case DESCRIBE_CLUSTER -> DescribeClusterResponse.parse(answer, version);
            case DESCRIBE_TOPIC_PARTITIONS -> DescribeTopicPartitionsResponse.parse(answer, version);
            case END_TXN -> EndTxnResponse.parse(answer, version);
            case FETCH -> FetchResponse.parse(answer, version);
            case FIND_COORDINATOR -> FindCoordinatorResponse.parse(answer, version);
            case HEARTBEAT -> HeartbeatResponse.parse(answer, version);
            case INIT_PRODUCER_ID -> InitProducerIdResponse.parse(answer, version);
            case JOIN_GROUP -> JoinGroupResponse.parse(answer, version);
            case LEAVE_GROUP -> LeaveGroupResponse.parse(answer, version);
            case LIST_OFFSETS -> ListOffsetsResponse.parse(answer, version);
            case METADATA -> MetadataResponse.parse(answer, version);
            case OFFSET_COMMIT -> OffsetCommitResponse.parse(answer, version);
            case OFFSET_FETCH -> OffsetFetchResponse.parse(answer, version);
            case OFFSET_FOR_LEADER_EPOCH -> OffsetsForLeaderEpochResponse.parse(answer, version);
            case PRODUCE -> ProduceResponse.parse(answer, version);
            case SASL_AUTHENTICATE -> SaslAuthenticateResponse.parse(answer, version);
            case SASL_HANDSHAKE -> SaslHandshakeResponse.parse(answer, version);
            case SYNC_GROUP -> SyncGroupResponse.parse(answer, version);
            case TXN_OFFSET_COMMIT -> TxnOffsetCommitResponse.parse(answer, version);
            default -> throw new UnsupportedOperationException("This server does not ask Kafka for " + key);
        };
    }
}
