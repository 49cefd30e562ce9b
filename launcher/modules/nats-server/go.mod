// Pins what the launcher builds where no download can be checked; go.sum holds the checksums. See launcher/src/binaries/build.ts.
module appfactory.dev/nats-server

go 1.26.0

require github.com/nats-io/nats-server/v2 v2.15.2
