use engawa::config::Config;
use tests::{Backend, World, both};

both!(an_installation_with_a_facility_needs_no_setup);

async fn an_installation_with_a_facility_needs_no_setup(world: World) {
    let nobody = world.somebody();

    let welcome = nobody.get("/welcome").await;

    assert_eq!(welcome.ok(200)["needs_setup"], false);
    assert_eq!(welcome.body["demo"], false);
    let file = Config::sqlite_file(&world.data_dir());
    assert_eq!(file.exists(), world.backend == Backend::Sqlite);
}
