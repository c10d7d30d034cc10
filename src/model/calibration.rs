//! Raw scores to scores that mean what they say: of the answers with a score of 0.8, four in five
//! are right.

use serde::Deserialize;

use super::files::MANIFEST;
use crate::error::Error;

/// A logistic curve over the log odds of a raw score (Platt, "Probabilistic outputs for support
/// vector machines", 1999). In the manifest, `[slope, intercept]`.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(from = "[f32; 2]")]
pub(crate) struct Curve {
    slope: f32,
    intercept: f32,
}

/// Raw scores are kept this far from 0 and 1, where the odds have no end.
const EDGE: f32 = 1e-4;

impl From<[f32; 2]> for Curve {
    fn from([slope, intercept]: [f32; 2]) -> Self {
        Self { slope, intercept }
    }
}

impl Default for Curve {
    fn default() -> Self {
        Self { slope: 1.0, intercept: 0.0 }
    }
}

impl Curve {
    /// The share of answers with this raw score that are right; both in 0..=1.
    pub(crate) fn apply(self, raw: f32) -> f32 {
        if self == Self::default() {
            return raw.clamp(0.0, 1.0);
        }
        let raw = raw.clamp(EDGE, 1.0 - EDGE);
        let odds = self.slope * (raw / (1.0 - raw)).ln() + self.intercept;
        1.0 / (1.0 + (-odds).exp())
    }
}

/// The curve of each kind of score. A model whose manifest has none leaves scores as they are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Calibration {
    pub(crate) mention: Curve,
    /// Of statements with quotation marks, and without.
    pub(crate) quoted: Curve,
    pub(crate) reported: Curve,
    /// Of speakers, by how the text names them.
    pub(crate) name: Curve,
    pub(crate) nominal: Curve,
    pub(crate) pronoun: Curve,
    pub(crate) implicit: Curve,
}

impl Calibration {
    /// # Errors
    ///
    /// A curve that falls, or whose numbers are not finite.
    pub(super) fn check(&self) -> Result<(), Error> {
        let curves = [
            self.mention,
            self.quoted,
            self.reported,
            self.name,
            self.nominal,
            self.pronoun,
            self.implicit,
        ];
        if curves.iter().all(|c| c.slope.is_finite() && c.slope >= 0.0 && c.intercept.is_finite()) {
            return Ok(());
        }
        Err(Error::model(
            MANIFEST,
            "calibration: a curve is [slope, intercept], both finite, the slope not below 0",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_rises_and_stays_inside() {
        let curve = Curve::from([0.5, -1.0]);
        let shares: Vec<f32> = (0..=10).map(|i| curve.apply(i as f32 / 10.0)).collect();
        assert!(shares.windows(2).all(|pair| pair[0] < pair[1]), "{shares:?}");
        assert!(shares.iter().all(|s| (0.0..=1.0).contains(s)), "{shares:?}");
        // Even odds become those of the intercept.
        assert!((shares[5] - 1.0 / (1.0 + std::f32::consts::E)).abs() < 1e-6);
    }

    #[test]
    fn without_a_curve_scores_stay() {
        for raw in [0.0, 0.3, 1.0] {
            assert_eq!(Curve::default().apply(raw), raw);
        }
    }

    #[test]
    fn a_curve_that_falls_or_has_no_numbers_is_refused() {
        let read = |json: &str| serde_json::from_str::<Calibration>(json);
        assert!(read(r#"{"mention": [0.7, 0.1]}"#).expect("one curve is enough").check().is_ok());
        assert!(read(r#"{"mention": [-0.7, 0.1]}"#).expect("it can be read").check().is_err());
        assert!(read(r#"{"mentions": [0.7, 0.1]}"#).is_err());
        assert!(read(r#"{"mention": [0.7]}"#).is_err());
    }
}
