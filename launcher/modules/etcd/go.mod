// Pins what the launcher builds where no download can be checked; go.sum holds the checksums. See launcher/src/binaries/build.ts.
module appfactory.dev/etcd

go 1.26.0

require go.etcd.io/etcd/server/v3 v3.6.13
