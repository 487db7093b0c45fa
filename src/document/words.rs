//! Enums whose names machines read: in JSON, in journals, as the values of flags.

/// Makes an enum of words. The names stand here and nowhere else: output, schemas, filters and completion
/// take them from it.
///
/// ```text
/// words! {
///     /// How a door stands.
///     pub enum Door {
///         /// Anybody may pass.
///         Open = "open",
///     }
/// }
/// ```
macro_rules! words {
    ($(#[$on:meta])* $visible:vis enum $name:ident { $($(#[$at:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$on])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visible enum $name {
            $($(#[$at])* $variant,)+
        }

        impl $name {
            /// Each of them, in their order.
            $visible const ALL: [Self; [$($word),+].len()] = [$(Self::$variant),+];

            /// The names of [`Self::ALL`].
            $visible const NAMES: [&'static str; Self::ALL.len()] = [$($word),+];

            /// Its name, which is never translated.
            $visible const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The one of exactly this name.
            $visible fn of(name: &str) -> Option<Self> {
                match name {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}

pub(crate) use words;

#[cfg(test)]
mod tests {
    words! {
        /// How a door stands.
        #[derive(Default)]
        enum Door {
            /// Anybody may pass.
            #[default]
            Open = "open",
            /// Nobody may.
            LockedUp = "locked_up",
        }
    }

    #[test]
    fn each_word_is_written_once() {
        assert_eq!((Door::ALL, Door::NAMES), ([Door::Open, Door::LockedUp], ["open", "locked_up"]));
        assert_eq!(Door::ALL.map(Door::name), Door::NAMES);
        assert_eq!(Door::NAMES.map(Door::of), Door::ALL.map(Some));
        assert_eq!((Door::of("Open"), Door::of("")), (None, None));
        assert_eq!(serde_json::to_value(Door::LockedUp).unwrap(), "locked_up");
        assert_eq!(Door::default(), Door::Open);
    }
}
