namespace MLNetSequence.Tests.Workout;

/// <summary>
/// What holds for every estimator of ours. A new one joins by a class that says nothing but its <see cref="WorkoutCase"/>.
/// </summary>
public abstract class EstimatorWorkout
{
    private protected abstract WorkoutCase Case { get; }

    [TestMethod]
    public void ThePromisedShapeIsTheSchemaThatComes() => SchemaChecks.PromiseIsKept(Case);

    [TestMethod]
    public void TheSchemaIsTheInputsWithTheOutputsBehind() => SchemaChecks.OutputsAreAppended(Case);

    [TestMethod]
    public void AHiddenColumnOfAnInputsNameIsNotRead() => SchemaChecks.HiddenInputsAreNotRead(Case);

    [TestMethod]
    public void AnOutputHidesAnEarlierColumnOfItsName() => SchemaChecks.OutputsHide(Case);

    [TestMethod]
    public void AModelSavedAndLoadedGivesTheSameValues() => ValueChecks.SavedAndLoadedIsTheSame(Case);

    [TestMethod]
    public void FittingTwiceGivesTheSameValues() => ValueChecks.FittingAgainIsTheSame(Case);

    [TestMethod]
    public void TheRowMapperGivesWhatTheCursorGivesOrSaysWhyNot() => ValueChecks.RowMapperAgreesWithCursor(Case);

    [TestMethod]
    public void EachColumnAloneHasTheValuesItHasAmongAll() => CursorChecks.EachColumnAlone(Case);

    [TestMethod]
    public void OnlyTheColumnsAskedForAreActive() => CursorChecks.OnlyAskedForIsActive(Case);

    [TestMethod]
    public void ASetOfCursorsCoversEveryRowOnce() => CursorChecks.SetCoversAllRows(Case);

    [TestMethod]
    public void PositionIsCountedAndBatchAndIdAreOfTheRowItStandsFor() => CursorChecks.PositionsAndIds(Case);

    [TestMethod]
    public void AGetterOfAnotherTypeIsRefused() => CursorChecks.WrongTypeIsRefused(Case);

    [TestMethod]
    public void AColumnOfAnotherSchemaIsRefused() => CursorChecks.ForeignColumnIsRefused(Case);

    [TestMethod]
    public void TheInputIsReadOnceAndNotBeforeItMust() => CursorChecks.ReadsLazily(Case);

    [TestMethod]
    public void BadInputIsRefusedWithRoleColumnAndTypes() => InputChecks.BadInputIsRefused(Case);

    [TestMethod]
    public void MissingColumnsAreRefused() => InputChecks.MissingColumnsAreRefused(Case);

    [TestMethod]
    public void NullsAreRefused() => InputChecks.NullsAreRefused(Case);
}
