//! Reads the files of a crate: its modules, and the names and paths in each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::ROOT;

/// The modules of a crate, and the files that cannot be read.
#[derive(Default)]
pub(super) struct Crate {
    /// Modules by their path without `crate::`; the root is [`ROOT`].
    pub(super) modules: BTreeMap<String, Module>,
    /// One line for each file that cannot be read.
    pub(super) problems: Vec<String>,
}

/// One module: a file, or a part of one in braces.
#[derive(Default)]
pub(super) struct Module {
    /// The module whose file holds this module.
    pub(super) file: String,
    /// Every `use`.
    pub(super) uses: Vec<Use>,
    /// Items defined here.
    pub(super) items: BTreeSet<String>,
    /// Macros defined here and exported to the whole crate.
    pub(super) exported_macros: BTreeSet<String>,
    /// Every path in the code, single words included.
    pub(super) paths: BTreeSet<Vec<String>>,
}

/// One name that a `use` brings in.
pub(super) struct Use {
    pub(super) path: Vec<String>,
    /// The name it has here; `None` is a glob.
    pub(super) name: Option<String>,
    /// Whether others may use the name too.
    pub(super) public: bool,
}

/// Path of a module inside another.
pub(super) fn join(parent: &str, name: &str) -> String {
    if parent == ROOT {
        name.to_owned()
    } else {
        format!("{parent}::{name}")
    }
}

/// Reads the crate whose `lib.rs` or `main.rs` lies in a folder.
pub(super) fn read_crate(folder: &Path) -> Crate {
    let mut read = Crate::default();
    let root = ["lib.rs", "main.rs"]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|path| path.is_file());
    match root {
        Some(root) => read.file(ROOT, &root, folder),
        None => read
            .problems
            .push(format!("no lib.rs and no main.rs in {}", folder.display())),
    }
    read
}

/// The attributes of an item that this check needs.
#[derive(Default)]
struct Attributes {
    test_only: bool,
    macro_export: bool,
    path: Option<String>,
}

/// A module being read.
struct Place<'a> {
    /// Its path.
    module: &'a str,
    /// The file that holds it.
    file: &'a Path,
    /// The folder of its own modules.
    folder: &'a Path,
}

impl Crate {
    fn file(&mut self, module: &str, file: &Path, folder: &Path) {
        let text = std::fs::read_to_string(file).map_err(|error| error.to_string());
        let tokens = text.and_then(|text| {
            text.parse::<TokenStream>()
                .map_err(|error| error.to_string())
        });
        match tokens {
            Ok(tokens) => {
                self.modules.insert(
                    module.to_owned(),
                    Module {
                        file: module.to_owned(),
                        ..Module::default()
                    },
                );
                self.items(
                    &Place {
                        module,
                        file,
                        folder,
                    },
                    tokens,
                );
            }
            Err(error) => self.problems.push(format!(
                "cannot read {module} from {}: {error}",
                file.display()
            )),
        }
    }

    fn module(&mut self, path: &str) -> &mut Module {
        self.modules.entry(path.to_owned()).or_default()
    }

    /// Reads the items of a module.
    fn items(&mut self, place: &Place<'_>, tokens: TokenStream) {
        let mut tokens = Tokens::new(tokens);
        let mut attributes = Attributes::default();
        let mut public = false;
        while let Some(token) = tokens.next() {
            if is_punct(&token, '#') {
                tokens.attribute(&mut attributes);
                continue;
            }
            if attributes.test_only {
                tokens.skip_item(token);
                attributes = Attributes::default();
                continue;
            }
            match word(&token).as_deref() {
                Some("pub") => {
                    public = true;
                    tokens.skip_group(Delimiter::Parenthesis);
                    continue;
                }
                Some("use") => {
                    let uses = tokens.use_tree(public);
                    self.module(place.module).uses.extend(uses);
                }
                Some("mod") => self.submodule(place, &mut tokens, &attributes),
                Some("macro_rules") => {
                    tokens.next();
                    if let Some(name) = tokens.next().as_ref().and_then(word) {
                        let module = self.module(place.module);
                        if attributes.macro_export {
                            module.exported_macros.insert(name.clone());
                        }
                        module.items.insert(name);
                    }
                }
                Some(
                    "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union",
                ) => {
                    if let Some(name) = tokens.peek().and_then(word) {
                        self.module(place.module).items.insert(name);
                    }
                }
                _ => self.code(place.module, token, &mut tokens),
            }
            attributes = Attributes::default();
            public = false;
        }
    }

    /// Reads a module that another declares.
    fn submodule(&mut self, place: &Place<'_>, tokens: &mut Tokens, attributes: &Attributes) {
        let Some(name) = tokens.next().as_ref().and_then(word) else {
            return;
        };
        let path = join(place.module, &name);
        let folder = place.folder.join(&name);
        if let Some(TokenTree::Group(body)) = tokens.next() {
            let file = self.module(place.module).file.clone();
            self.modules.insert(
                path.clone(),
                Module {
                    file,
                    ..Module::default()
                },
            );
            self.items(
                &Place {
                    module: &path,
                    file: place.file,
                    folder: &folder,
                },
                body.stream(),
            );
            return;
        }
        let beside = |given: &String| place.file.parent().map(|parent| parent.join(given));
        let file: PathBuf = attributes
            .path
            .as_ref()
            .and_then(beside)
            .unwrap_or_else(|| place.folder.join(name + ".rs"));
        self.file(&path, &file, &folder);
    }

    /// Reads code inside an item: every path in it, and every `use`.
    fn code(&mut self, module: &str, token: TokenTree, tokens: &mut Tokens) {
        if let TokenTree::Group(group) = token {
            self.body(module, group.stream());
            return;
        }
        let Some(first) = word(&token) else { return };
        let path = tokens.path(first);
        self.module(module).paths.insert(path);
    }

    fn body(&mut self, module: &str, tokens: TokenStream) {
        let mut tokens = Tokens::new(tokens);
        let mut attributes = Attributes::default();
        while let Some(token) = tokens.next() {
            if is_punct(&token, '#') {
                tokens.attribute(&mut attributes);
                continue;
            }
            if attributes.test_only {
                tokens.skip_item(token);
            } else if word(&token).as_deref() == Some("use") {
                let uses = tokens.use_tree(false);
                self.module(module).uses.extend(uses);
            } else if word(&token).as_deref() == Some("pub") {
                tokens.skip_group(Delimiter::Parenthesis);
            } else {
                self.code(module, token, &mut tokens);
            }
            attributes = Attributes::default();
        }
    }
}

/// The tokens of one file or group, read from the front.
struct Tokens {
    rest: std::iter::Peekable<std::vec::IntoIter<TokenTree>>,
}

impl Tokens {
    fn new(tokens: TokenStream) -> Self {
        Self {
            rest: tokens
                .into_iter()
                .collect::<Vec<_>>()
                .into_iter()
                .peekable(),
        }
    }

    fn next(&mut self) -> Option<TokenTree> {
        self.rest.next()
    }

    fn peek(&mut self) -> Option<&TokenTree> {
        self.rest.peek()
    }

    fn next_is(&mut self, punct: char) -> bool {
        self.peek().is_some_and(|token| is_punct(token, punct))
    }

    fn skip_group(&mut self, delimiter: Delimiter) {
        if matches!(self.peek(), Some(TokenTree::Group(group)) if group.delimiter() == delimiter) {
            self.next();
        }
    }

    /// Reads an attribute whose `#` was just read.
    fn attribute(&mut self, attributes: &mut Attributes) {
        if self.next_is('!') {
            self.next();
        }
        let Some(TokenTree::Group(group)) = self.peek() else {
            return;
        };
        let text: String = group
            .stream()
            .into_iter()
            .map(|token| token.to_string())
            .collect();
        self.next();
        attributes.test_only |= text == "cfg(test)";
        attributes.macro_export |= text.starts_with("macro_export");
        if let Some(path) = text.strip_prefix("path=") {
            attributes.path = Some(path.trim_matches('"').to_owned());
        }
    }

    /// Skips an item, a statement or a field that only tests have; its first token was just read.
    fn skip_item(&mut self, first: TokenTree) {
        let is_item = |token: &TokenTree| {
            matches!(
                word(token).as_deref(),
                Some(
                    "pub"
                        | "fn"
                        | "impl"
                        | "mod"
                        | "struct"
                        | "enum"
                        | "trait"
                        | "async"
                        | "unsafe"
                )
            )
        };
        let to_semicolon = |token: &TokenTree| {
            matches!(
                word(token).as_deref(),
                Some("use" | "const" | "static" | "type" | "let")
            )
        };
        let item = is_item(&first);
        let mut semicolon = to_semicolon(&first);
        let mut token = Some(first);
        while let Some(now) = token {
            semicolon |= item && to_semicolon(&now);
            let block =
                matches!(&now, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            if is_punct(&now, ';')
                || (block && !semicolon)
                || (is_punct(&now, ',') && !item && !semicolon)
            {
                return;
            }
            if word(&now).as_deref() == Some("fn") {
                semicolon = false;
            }
            token = self.next();
        }
    }

    /// Reads a path whose first word was just read.
    fn path(&mut self, first: String) -> Vec<String> {
        let mut path = vec![first];
        while self.next_is(':') {
            let mut ahead = self.rest.clone();
            ahead.next();
            let next = ahead
                .next()
                .filter(|token| is_punct(token, ':'))
                .and_then(|_| ahead.next());
            let Some(name) = next.as_ref().and_then(word) else {
                break;
            };
            path.push(name);
            self.rest = ahead;
        }
        path
    }

    /// Reads a `use` up to its semicolon.
    fn use_tree(&mut self, public: bool) -> Vec<Use> {
        let mut uses = Vec::new();
        let mut tree = Vec::new();
        while let Some(token) = self.next() {
            if is_punct(&token, ';') {
                break;
            }
            tree.push(token);
        }
        branch(
            &[],
            &mut Self::new(tree.into_iter().collect()),
            public,
            &mut uses,
        );
        uses
    }
}

/// Reads one list of a `use`, as between its braces.
fn branch(before: &[String], tokens: &mut Tokens, public: bool, uses: &mut Vec<Use>) {
    let mut path = before.to_vec();
    let mut name = None;
    let mut end = |path: &mut Vec<String>, name: &mut Option<String>| {
        if path.len() > before.len() || name.is_some() {
            if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
                path.pop();
            }
            let name = name.take().or_else(|| path.last().cloned());
            uses.push(Use {
                path: path.clone(),
                name,
                public,
            });
        }
        path.truncate(0);
        path.extend_from_slice(before);
    };
    let mut inner = Vec::new();
    while let Some(token) = tokens.next() {
        if is_punct(&token, ',') {
            end(&mut path, &mut name);
        } else if is_punct(&token, '*') {
            inner.push((std::mem::replace(&mut path, before.to_vec()), None));
        } else if let TokenTree::Group(group) = token {
            inner.push((
                std::mem::replace(&mut path, before.to_vec()),
                Some(group.stream()),
            ));
        } else if word(&token).as_deref() == Some("as") {
            name = tokens.next().as_ref().and_then(word);
        } else if let Some(word) = word(&token) {
            path.push(word);
        }
    }
    end(&mut path, &mut name);
    for (path, list) in inner {
        match list {
            Some(list) => branch(&path, &mut Tokens::new(list), public, uses),
            None => uses.push(Use {
                path,
                name: None,
                public,
            }),
        }
    }
}

fn word(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
    }
}

fn is_punct(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == punct)
}
