//! rust-bert's pipeline for names, with a model of weights made up at random: what it finds means
//! nothing, what it costs does. Argument: a folder with `config.json` and `vocab.txt`. With
//! `--prepare` before it, the weights are written there as `model.ot`.

mod talk;

use std::error::Error;
use std::path::Path;

use rust_bert::Config;
use rust_bert::bert::{BertConfig, BertForTokenClassification};
use rust_bert::pipelines::common::{ModelResource, ModelType};
use rust_bert::pipelines::token_classification::{
    LabelAggregationOption, TokenClassificationConfig, TokenClassificationModel,
};
use rust_bert::resources::LocalResource;
use tch::{Device, nn};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [option, folder] if option == "--prepare" => prepare(Path::new(folder)),
        [folder] => read(Path::new(folder)),
        _ => Err("[--prepare] FOLDER".into()),
    }
}

fn prepare(folder: &Path) -> Result<(), Box<dyn Error>> {
    let store = nn::VarStore::new(Device::Cpu);
    let config = BertConfig::from_file(folder.join("config.json"));
    let _model = BertForTokenClassification::new(store.root(), &config)?;
    Ok(store.save(folder.join("model.ot"))?)
}

fn read(folder: &Path) -> Result<(), Box<dyn Error>> {
    let file = |name: &str| LocalResource::from(folder.join(name));
    let model = TokenClassificationModel::new(TokenClassificationConfig::new(
        ModelType::Bert,
        ModelResource::Torch(Box::new(file("model.ot"))),
        file("config.json"),
        file("vocab.txt"),
        None,
        true,
        None,
        None,
        LabelAggregationOption::First,
    ))?;
    let article = talk::article()?;
    let found = model.predict(&[article], true, false);
    Ok(talk::answer(found.iter().map(Vec::len).sum())?)
}
